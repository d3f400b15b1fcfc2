import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.h2.mvstore.MVStore;

import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * A MongoDB-compatible server for one bot, on one file: {@code Database <file> <address>}. The address is a socket's path, in a folder that
 * only its owner may enter, or a port on 127.0.0.1 where there are no such sockets.
 * <p>
 * It says {@code ready <Java's version>} on stdout when it listens, and ends when its stdin is closed, so that it never outlives the process
 * that started it. How it ends otherwise stands in {@link Ending}.
 * <p>
 * Everything that touches data runs on ONE event loop. That gives two things that a lock per collection does not: no commit ever falls
 * in the middle of an operation, and all that arrived at the same time is written to the file in one commit.
 */
public final class Database {

    /** How long a part of the file that is no longer used is kept, in ms: longer than SYNC, so a power cut finds the version before. */
    private static final int RETENTION = 2000;
    private static final long SYNC = 1000;
    private static final long TIDY = 200;
    /** Below this share of live data, in percent, old parts of the file are written anew; at most TIDY_BYTES at a time. */
    private static final int TIDY_BELOW = 60;
    private static final int TIDY_BYTES = 512 * 1024;

    /** The driver asks for wire version 9 or newer. What the server can do beyond its own 5.0 is written in the project's decisions. */
    private static final MongoVersion VERSION = new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(6, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 17;
        }
    };

    private Database() {
    }

    public static void main(String[] args) {
        try {
            serve(Path.of(args[0]), args[1]);
        } catch (Exception e) {
            // threads that were started already would keep the process
            throw Ending.because(e);
        }
    }

    private static void serve(Path file, String address) throws Exception {
        MVStore store = open(file);
        Storage storage = new Storage(store);
        storage.version(VERSION);

        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel listening = listen(loop, storage, store, address);
        keepTidy(loop, store);
        keepSynced(store);

        System.out.println("ready " + Runtime.version().feature());
        System.out.flush();

        waitForEndOfStdin();
        Thread watchdog = new Thread(() -> {
            sleep(5000);
            Runtime.getRuntime().halt(0);
        });
        watchdog.setDaemon(true);
        watchdog.start();
        // on the loop, so that what is being handled is finished and answered first
        loop.submit(() -> {
            listening.close();
            store.close(500);
            forget(address);
        }).get();
        // no orderly goodbye to the clients: the file is closed, nothing is left to save
        Runtime.getRuntime().halt(0);
    }

    private static MVStore open(Path file) {
        try {
            MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                // The store's own commits are asynchronous and may fall in the middle of an operation: all commits are Commits' own.
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                // An update writes its whole page anew. Documents are some KB: about one a page is the least to write.
                .pageSplitSize(6 * 1024)
                .cacheSize(16)
                .open();
            store.setVersionsToKeep(0);
            store.setRetentionTime(RETENTION);
            return store;
        } catch (RuntimeException e) {
            throw Ending.because(e);
        }
    }

    private static boolean isPort(String address) {
        return address.chars().allMatch(Character::isDigit);
    }

    /** The socket's file and its folder, which hold nothing else. */
    private static void forget(String address) {
        try {
            if (!isPort(address)) {
                Files.deleteIfExists(Path.of(address));
                Files.deleteIfExists(Path.of(address).getParent());
            }
        } catch (IOException e) {
            System.err.println("cannot remove the socket: " + e);
        }
    }

    private static Channel listen(EventLoopGroup loop, Storage storage, MVStore store, String address) throws IOException {
        boolean port = isPort(address);
        SocketAddress at = port ? new InetSocketAddress("127.0.0.1", Integer.parseInt(address)) : UnixDomainSocketAddress.of(address);
        if (!port) {
            // left by a server that was killed: the file of the data is ours, so nobody listens there
            Files.deleteIfExists(Path.of(address));
        }
        DefaultChannelGroup clients = new DefaultChannelGroup(loop.next());
        Commits commits = new Commits(store);
        ServerBootstrap server = new ServerBootstrap();
        if (port) {
            server.channel(NioServerSocketChannel.class).childOption(ChannelOption.TCP_NODELAY, true);
        } else {
            server.channel(NioServerDomainSocketChannel.class);
        }
        return server
            .group(loop)
            .childHandler(new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline()
                        .addLast(new MongoWireReplyEncoder())
                        .addLast(new MongoWireMessageEncoder())
                        .addLast(new MongoWireProtocolHandler())
                        .addLast(commits)
                        .addLast(new MongoDatabaseHandler(storage, clients))
                        .addLast(new MongoExceptionHandler());
                }
            })
            .bind(at)
            .syncUninterruptibly()
            .channel();
    }

    /**
     * Holds every answer back until what it answers is in the file. The event loop first handles all that has arrived, on all
     * connections, and then runs its tasks: so one commit serves them all, and nobody sees what a kill could still take back.
     */
    @ChannelHandler.Sharable
    private static final class Commits extends ChannelOutboundHandlerAdapter {

        private record Answer(ChannelHandlerContext to, Object message, ChannelPromise promise) {
        }

        /** How many answers wait for one commit: each takes memory until it is sent. */
        private static final int MOST = 4;

        private final MVStore store;
        private final Queue<Answer> waiting = new ArrayDeque<>();

        Commits(MVStore store) {
            this.store = store;
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (waiting.isEmpty()) {
                ctx.executor().execute(this::commit);
            }
            waiting.add(new Answer(ctx, message, promise));
            if (waiting.size() >= MOST) {
                commit();
            }
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            // done with the answer, after the commit
        }

        private void commit() {
            try {
                if (store.hasUnsavedChanges()) {
                    store.commit();
                }
            } catch (RuntimeException e) {
                throw Ending.unwritable(e);
            }
            // a store that could not write closes itself and then refuses quietly
            if (store.isClosed()) {
                throw Ending.unwritable(new IllegalStateException("the store has closed"));
            }
            for (Answer answer = waiting.poll(); answer != null; answer = waiting.poll()) {
                answer.to.writeAndFlush(answer.message, answer.promise).addListener(sent -> {
                    if (sent.cause() instanceof OutOfMemoryError e) {
                        // the buffers' own, which the machine does not end for: the client would wait for ever
                        throw Ending.outOfMemory(e);
                    }
                });
            }
        }
    }

    /** Every update leaves a dead page behind. This writes the live rest of mostly dead parts anew, a little at a time, so the file stays small. */
    private static void keepTidy(EventLoopGroup loop, MVStore store) {
        loop.scheduleWithFixedDelay(() -> {
            try {
                if (!store.isClosed() && store.compact(TIDY_BELOW, TIDY_BYTES)) {
                    store.commit();
                }
            } catch (RuntimeException e) {
                throw Ending.because(e);
            }
        }, TIDY, TIDY, TimeUnit.MILLISECONDS);
    }

    /** A kill of this process loses nothing; a power cut loses at most SYNC ms. Off the loop: it takes as long as the disk takes. */
    private static void keepSynced(MVStore store) {
        Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sync");
            thread.setDaemon(true);
            return thread;
        }).scheduleWithFixedDelay(new Runnable() {
            private long synced = -1;

            @Override
            public void run() {
                long version = store.getCurrentVersion();
                if (version == synced || store.isClosed()) {
                    return;
                }
                try {
                    store.sync();
                    synced = version;
                } catch (RuntimeException e) {
                    if (!store.isClosed()) {
                        throw Ending.unwritable(e);
                    }
                }
            }
        }, SYNC, SYNC, TimeUnit.MILLISECONDS);
    }

    private static void waitForEndOfStdin() {
        try {
            byte[] ignored = new byte[256];
            while (System.in.read(ignored) >= 0) {
                // only the end matters
            }
        } catch (IOException e) {
            // a broken pipe is an end as well
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
