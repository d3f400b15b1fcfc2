import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Documents, positions and index keys as bytes. A value is its BSON type and its BSON; the order of keys has no meaning, only equality. */
final class Bytes extends BasicDataType<byte[]> {

    static final Bytes TYPE = new Bytes();

    static byte[] of(Document document) {
        ByteBuf buffer = Unpooled.buffer(1024);
        BsonEncoder.encodeDocument(document, buffer);
        return taken(buffer);
    }

    static byte[] of(Object value) {
        ByteBuf buffer = Unpooled.buffer(64);
        encode(value, buffer);
        return taken(buffer);
    }

    static byte[] of(KeyValue key) {
        ByteBuf buffer = Unpooled.buffer(64);
        // normalized: 1 and 1.0 are the same key, and so are null and a field that is not there
        key.normalized().forEach(value -> encode(value, buffer));
        return taken(buffer);
    }

    static Document document(byte[] bytes) {
        return bytes == null ? null : whole(() -> BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes)));
    }

    static Object value(byte[] bytes) {
        return bytes == null ? null : whole(() -> decode(Unpooled.wrappedBuffer(bytes)));
    }

    static KeyValue key(byte[] bytes) {
        return whole(() -> {
            ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
            List<Object> values = new ArrayList<>();
            while (buffer.isReadable()) {
                values.add(decode(buffer));
            }
            return new KeyValue(values);
        });
    }

    /** What stands in the file was written here: where it cannot be read, the file is damaged. */
    private static <T> T whole(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (RuntimeException e) {
            throw Ending.damaged(e);
        }
    }

    private static void encode(Object value, ByteBuf buffer) {
        byte type = BsonEncoder.determineType(value);
        buffer.writeByte(type);
        BsonEncoder.encodeValue(type, value, buffer);
    }

    private static Object decode(ByteBuf buffer) {
        return BsonDecoder.decodeValue(buffer.readByte(), buffer);
    }

    private static byte[] taken(ByteBuf buffer) {
        return Arrays.copyOf(buffer.array(), buffer.writerIndex());
    }

    @Override
    public int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }

    @Override
    public int getMemory(byte[] bytes) {
        return bytes.length + 16;
    }

    @Override
    public void write(WriteBuffer buffer, byte[] bytes) {
        buffer.putVarInt(bytes.length).put(bytes);
    }

    @Override
    public byte[] read(ByteBuffer buffer) {
        byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
