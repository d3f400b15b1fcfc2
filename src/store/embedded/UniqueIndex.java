import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Set;

import org.h2.mvstore.MVMap;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;

/**
 * A unique index whose entries are bytes: key to position, which is the document's _id.
 * <p>
 * The one above it takes a sparse index on a field of an array's documents ({@code outbox.id}) for one that no document has an entry in:
 * nothing was unique then, and nothing was found. So what a document's entries are, and what they do, is said here.
 */
final class UniqueIndex extends AbstractUniqueIndex<Object> {

    private final MVMap<byte[], byte[]> positions;

    UniqueIndex(String name, List<IndexKey> keys, boolean sparse, MVMap<byte[], byte[]> positions) {
        super(name, keys, sparse);
        this.positions = positions;
    }

    /** The keys under which a document stands; none in a sparse index where it has none of the fields. */
    private Set<KeyValue> entries(Document document) {
        if (!isSparse()) {
            return getKeyValues(document);
        }
        if (isCompoundIndex()) {
            return keys().stream().allMatch(key -> values(document, key).isEmpty()) ? Set.of() : getKeyValues(document);
        }
        Set<KeyValue> entries = new LinkedHashSet<>();
        values(document, keys().get(0)).forEach(value -> entries.add(new KeyValue(value).normalized()));
        return entries;
    }

    /** What a document has at a path, through arrays. An explicit null counts, a field that is not there does not. */
    static Collection<Object> values(Document document, String path) {
        Object found = Utils.getSubdocumentValueCollectionAware(document, path);
        Collection<Object> values = new HashSet<>();
        if (found instanceof Collection) {
            values.addAll((Collection<?>) found);
        } else {
            values.add(found);
        }
        values.removeIf(Missing.class::isInstance);
        return values;
    }

    private static boolean isSame(Object a, Object b) {
        return Arrays.equals(Bytes.of(new KeyValue(a)), Bytes.of(new KeyValue(b)));
    }

    @Override
    public Object getPosition(Document document) {
        return entries(document).stream().map(this::getPosition).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        for (KeyValue key : entries(document)) {
            if (getPosition(key) != null) {
                throw new DuplicateKeyError(this, collection, getKeys(), key);
            }
        }
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        checkAdd(document, collection);
        entries(document).forEach(key -> putKeyPosition(key, position));
    }

    @Override
    public Object remove(Document document) {
        entries(document).forEach(this::removeDocument);
        return document.get("_id");
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        for (KeyValue key : entries(after)) {
            Object position = getPosition(key);
            if (position != null && !isSame(position, before.get("_id"))) {
                throw new DuplicateKeyError(this, collection, getKeys(), key);
            }
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        Set<KeyValue> old = entries(before);
        Set<KeyValue> now = entries(after);
        old.stream().filter(key -> !now.contains(key)).forEach(this::removeDocument);
        now.stream().filter(key -> !old.contains(key)).forEach(key -> putKeyPosition(key, position));
    }

    /** Says whether {@link #getPositions} answers this query in full. In $in the one above it overlooks patterns, and what a sparse index has not. */
    @Override
    public boolean canHandle(Document query) {
        for (Object value : query.values()) {
            Object in = value instanceof Document ? ((Document) value).get("$in") : null;
            if (in instanceof Collection && ((Collection<?>) in).stream().anyMatch(this::isBeyondIn)) {
                return false;
            }
        }
        return super.canHandle(query);
    }

    private boolean isBeyondIn(Object value) {
        return BsonRegularExpression.isRegularExpression(value) || (value == null && isSparse());
    }

    @Override
    protected Object getPosition(KeyValue key) {
        return Bytes.value(positions.get(Bytes.of(key)));
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return positions.putIfAbsent(Bytes.of(key), Bytes.of(position)) == null;
    }

    @Override
    protected Object removeDocument(KeyValue key) {
        return Bytes.value(positions.remove(Bytes.of(key)));
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        return () -> {
            Iterator<Entry<byte[], byte[]>> entries = positions.entrySet().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return entries.hasNext();
                }

                @Override
                public Entry<KeyValue, Object> next() {
                    Entry<byte[], byte[]> entry = entries.next();
                    return new SimpleImmutableEntry<>(Bytes.key(entry.getKey()), Bytes.value(entry.getValue()));
                }
            };
        };
    }

    @Override
    public long getCount() {
        return positions.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }
}
