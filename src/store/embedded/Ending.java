import java.io.EOFException;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** How the process ends where it cannot go on: the reason on stderr, in one line, and an exit code that says what can be done about it. */
final class Ending {

    private static final int OTHER = 1;
    /** As the machine itself ends with -XX:+ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;
    private static final int LOCKED = 10;
    private static final int DAMAGED = 11;
    private static final int UNWRITABLE = 12;

    private Ending() {
    }

    /** The store's own errors are told apart by their codes. */
    static Error because(Exception e) {
        int code = e instanceof MVStoreException thrown ? thrown.getErrorCode() : 0;
        return switch (code) {
            case DataUtils.ERROR_FILE_LOCKED -> now(LOCKED, "the file is locked by another process");
            case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT, DataUtils.ERROR_SERIALIZATION,
                DataUtils.ERROR_CHUNK_NOT_FOUND, DataUtils.ERROR_BLOCK_NOT_FOUND -> damaged(e);
            case DataUtils.ERROR_WRITING_FAILED -> unwritable(e);
            default -> under(e) instanceof EOFException ? now(DAMAGED, "it was cut short") : now(OTHER, reason(e));
        };
    }

    static Error damaged(Exception e) {
        return now(DAMAGED, reason(e));
    }

    static Error outOfMemory(OutOfMemoryError e) {
        return now(OUT_OF_MEMORY, reason(e));
    }

    static Error unwritable(Exception e) {
        return now(UNWRITABLE, reason(e));
    }

    /** What lies under it all, as a rule what the system said. */
    private static Throwable under(Throwable thrown) {
        return thrown.getCause() == null ? thrown : under(thrown.getCause());
    }

    private static String reason(Throwable e) {
        Throwable cause = under(e);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage().lines().findFirst().orElse("");
    }

    /** At once: an answer that was not committed must never be sent. Typed as thrown, so that callers need no return. */
    private static Error now(int code, String why) {
        System.err.println(why);
        System.err.flush();
        Runtime.getRuntime().halt(code);
        return new Error(why);
    }
}
