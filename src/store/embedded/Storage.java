import java.util.List;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;

/**
 * mongo-java-server's H2 backend, with the data kept as BSON bytes.
 * <p>
 * Its own keeps live Java objects: an answer that is being written can then change under a later update, every write serializes all
 * documents of a page with Java serialization, and every comparison of two index keys does so twice. How documents are found
 * stands in {@link Documents}.
 */
final class Storage extends H2Backend {

    Storage(MVStore store) {
        super(store);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new Base(name, getMvStore(), getCursorRegistry());
    }

    private static final class Base extends H2Database {

        /** How many documents a query gets at most that does not say, as MongoDB's own server does. */
        private static final int FIRST = 101;

        private final MVStore store;

        Base(String name, MVStore store, CursorRegistry cursors) {
            super(name, store, cursors);
            this.store = store;
            super.initializeNamespacesAndIndexes();
        }

        @Override
        protected void initializeNamespacesAndIndexes() {
            // the constructor above us calls this before our field is set; ours calls it again
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
            // the prefix is the one that H2Backend looks for to find its databases, and H2Database to drop them
            return new Documents(this, name, options, open("databases." + getDatabaseName() + "." + name), cursorRegistry);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
            return new UniqueIndex(name, keys, sparse, open(getDatabaseName() + "." + collection + "._index_" + name));
        }

        @Override
        protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
            return new SecondaryIndex(name, keys, sparse, open(getDatabaseName() + "." + collection + "._index_" + name));
        }

        /** Counts as inserted what was; the one above it counts what was sent, refused documents among them. */
        @Override
        public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
            if (command.equalsIgnoreCase("find")) {
                // without one, all that was found would be one answer
                query.putIfAbsent("batchSize", FIRST);
            }
            Document answer;
            try {
                answer = super.handleCommand(channel, command, query, databases, oplog);
            } catch (MVStoreException e) {
                // a page that cannot be read: to answer the rest as if nothing were amiss would hide it, and write on
                throw Ending.because(e);
            }
            if (command.equalsIgnoreCase("insert") && answer.get("writeErrors") instanceof List<?> errors && answer.get("n") instanceof Integer sent) {
                boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
                answer.put("n", ordered ? ((Document) errors.get(0)).get("index") : sent - errors.size());
            }
            return answer;
        }

        private MVMap<byte[], byte[]> open(String map) {
            return store.openMap(map, new MVMap.Builder<byte[], byte[]>().keyType(Bytes.TYPE).valueType(Bytes.TYPE));
        }
    }
}
