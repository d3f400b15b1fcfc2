import java.nio.charset.StandardCharsets;
import java.time.Instant;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.ObjectId;
import io.netty.buffer.ByteBuf;

/** Values as bytes that compare as the values do, one type after another. What has no order of its own here stands at the end. */
final class Ordered {

    private static final int NOTHING = 5;
    private static final int NUMBER = 10;
    private static final int STRING = 15;
    private static final int ID = 35;
    private static final int BOOLEAN = 40;
    private static final int DATE = 45;
    private static final int OTHER = 99;

    private Ordered() {
    }

    /** Whether a query may look for this value by its bytes. */
    static boolean isOrdered(Object value) {
        return typeOf(value) != OTHER && typeOf(value) != NOTHING;
    }

    static int typeOf(Object value) {
        if (value == null || value instanceof Missing) {
            return NOTHING;
        }
        if (value instanceof Number) {
            return NUMBER;
        }
        if (value instanceof String) {
            return STRING;
        }
        if (value instanceof ObjectId) {
            return ID;
        }
        if (value instanceof Boolean) {
            return BOOLEAN;
        }
        return value instanceof Instant ? DATE : OTHER;
    }

    /** No encoding is the beginning of another of its type. Numbers beyond 2^53 may share one: what is found is looked at once more. */
    static void write(Object value, ByteBuf to) {
        int type = typeOf(value);
        to.writeByte(type);
        switch (type) {
            case NUMBER -> writeNumber(((Number) value).doubleValue(), to);
            case STRING -> writeEscaped(((String) value).getBytes(StandardCharsets.UTF_8), to);
            case ID -> to.writeBytes(((ObjectId) value).toByteArray());
            case BOOLEAN -> to.writeBoolean((Boolean) value);
            case DATE -> to.writeLong(((Instant) value).toEpochMilli() ^ Long.MIN_VALUE);
            case OTHER -> writeEscaped(Bytes.of(value), to);
            default -> {
                // nothing more to say
            }
        }
    }

    private static void writeNumber(double number, ByteBuf to) {
        long bits = Double.doubleToLongBits(number == 0 ? 0 : number);
        to.writeLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    /** Ends with 0 0; a 0 within is 0 255. */
    private static void writeEscaped(byte[] bytes, ByteBuf to) {
        for (byte b : bytes) {
            to.writeByte(b);
            if (b == 0) {
                to.writeByte(255);
            }
        }
        to.writeShort(0);
    }
}
