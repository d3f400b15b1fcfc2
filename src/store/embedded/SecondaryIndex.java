import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * An index that is not unique: what a document has in the index' fields, in order, and its position behind it.
 * <p>
 * It never answers a query by itself. It says among which documents those are that the query means, and these are looked at one by one:
 * so it may find too much, and must not find too little.
 */
final class SecondaryIndex extends Index<Object> {

    /** How a query is narrowed: the ranges of keys that it can mean, and how many of the fields they rest on. */
    record Narrowed(List<Range> ranges, int fields) {
    }

    /** From this key on, and before that one. */
    record Range(byte[] from, byte[] before) {
    }

    private static final int MOST_RANGES = 200;

    private final MVMap<byte[], byte[]> positions;

    SecondaryIndex(String name, List<IndexKey> keys, boolean sparse, MVMap<byte[], byte[]> positions) {
        super(name, keys, sparse);
        this.positions = positions;
    }

    /** @return null where the index says nothing about the query */
    Narrowed narrow(Document query) {
        List<byte[]> prefixes = List.of(new byte[0]);
        int fields = 0;
        for (String key : keys()) {
            Object condition = query.get(key);
            Collection<?> equals = equalTo(condition);
            if (equals == null) {
                Range range = condition instanceof Document operators ? rangeOf(operators) : null;
                if (range != null) {
                    return new Narrowed(prefixes.stream().map(prefix -> new Range(join(prefix, range.from), join(prefix, range.before))).toList(), fields + 1);
                }
                break;
            }
            if (prefixes.size() * equals.size() > MOST_RANGES) {
                break;
            }
            List<byte[]> longer = new ArrayList<>();
            prefixes.forEach(prefix -> equals.forEach(value -> longer.add(join(prefix, encoded(value)))));
            prefixes = longer;
            fields += 1;
        }
        return fields == 0 ? null : new Narrowed(prefixes.stream().map(prefix -> new Range(prefix, after(prefix))).toList(), fields);
    }

    /** The positions of the documents that stand there, each once and in order. */
    Set<byte[]> positionsIn(List<Range> ranges) {
        Set<byte[]> found = new TreeSet<>(Arrays::compareUnsigned);
        for (Range range : ranges) {
            Cursor<byte[], byte[]> entries = positions.cursor(range.from);
            while (entries.hasNext() && Arrays.compareUnsigned(entries.next(), range.before) < 0) {
                found.add(entries.getValue());
            }
        }
        return found;
    }

    /** The values that a field has to be one of; null when the condition says something else. */
    private static Collection<?> equalTo(Object condition) {
        if (Ordered.isOrdered(condition)) {
            return List.of(condition);
        }
        if (!(condition instanceof Document operators)) {
            return null;
        }
        if (Ordered.isOrdered(operators.get("$eq"))) {
            return List.of(operators.get("$eq"));
        }
        return operators.get("$in") instanceof Collection<?> in && in.stream().allMatch(Ordered::isOrdered) ? in : null;
    }

    /**
     * One side of a range, within its type. Not both: of a list, one value may lie on the one side of the one, and another of the other.
     */
    private static Range rangeOf(Document operators) {
        for (String upper : List.of("$lte", "$lt")) {
            Object value = operators.get(upper);
            if (Ordered.isOrdered(value)) {
                return new Range(new byte[] { (byte) Ordered.typeOf(value) }, after(encoded(value)));
            }
        }
        for (String lower : List.of("$gte", "$gt")) {
            Object value = operators.get(lower);
            if (Ordered.isOrdered(value)) {
                return new Range(encoded(value), new byte[] { (byte) (Ordered.typeOf(value) + 1) });
            }
        }
        return null;
    }

    /** The keys under which a document stands, without its position. */
    private Set<byte[]> entries(Document document) {
        Set<byte[]> entries = new TreeSet<>(Arrays::compareUnsigned);
        List<Collection<Object>> fields = keys().stream().map(key -> UniqueIndex.values(document, key)).toList();
        if (isSparse() && fields.stream().allMatch(Collection::isEmpty)) {
            return entries;
        }
        entries.add(new byte[0]);
        for (Collection<Object> field : fields) {
            Set<byte[]> longer = new TreeSet<>(Arrays::compareUnsigned);
            Collection<?> values = field.isEmpty() ? Collections.singleton(null) : field;
            entries.forEach(entry -> values.forEach(value -> longer.add(join(entry, encoded(value)))));
            entries = longer;
        }
        return entries;
    }

    private static byte[] encoded(Object value) {
        ByteBuf buffer = Unpooled.buffer(32);
        Ordered.write(value, buffer);
        return Arrays.copyOf(buffer.array(), buffer.writerIndex());
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** The first key behind all that begin with this one, none of which begins with 255. */
    private static byte[] after(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == (byte) 255) {
            last -= 1;
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last] += 1;
        return next;
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        byte[] at = Bytes.of(position);
        entries(document).forEach(entry -> positions.put(join(entry, at), at));
    }

    @Override
    public Object remove(Document document) {
        byte[] at = Bytes.of(document.get("_id"));
        entries(document).forEach(entry -> positions.remove(join(entry, at)));
        return document.get("_id");
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        byte[] at = Bytes.of(position);
        Set<byte[]> old = entries(before);
        Set<byte[]> now = entries(after);
        old.stream().filter(entry -> !now.contains(entry)).forEach(entry -> positions.remove(join(entry, at)));
        now.stream().filter(entry -> !old.contains(entry)).forEach(entry -> positions.put(join(entry, at), at));
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // any number may stand under one key
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        // any number may stand under one key
    }

    @Override
    public Object getPosition(Document document) {
        return null;
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException("a secondary index answers no query by itself");
    }

    @Override
    public boolean isUnique() {
        return false;
    }

    @Override
    public long getCount() {
        return positions.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        positions.clear();
    }
}
