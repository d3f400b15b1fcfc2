import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.h2.mvstore.MVMap;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.Assert;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;

/**
 * A collection's documents, as bytes by their _id.
 * <p>
 * The one above it scans the whole collection for {@code { _id, version }}; here an index answers for the fields it has and the rest is
 * filtered. It also keeps all that a query finds as objects, until the last is read; here only where they stand is kept, so that many
 * may read thousands at the same time.
 */
final class Documents extends AbstractSynchronizedMongoCollection<Object> {

    /** About how much of a result is handed out at once, in bytes; the rest is asked for. */
    private static final int BATCH = 128 * 1024;

    /** How many of those that were found are kept as they were read, since they are asked for next. */
    private static final int KEPT = 100;

    /** One that was found, with as much of it as is still needed, or null. */
    private record Found(byte[] position, Document document) {
    }

    private final MVMap<byte[], byte[]> documents;

    Documents(MongoDatabase database, String name, CollectionOptions options, MVMap<byte[], byte[]> documents, CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
    }

    @Override
    protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        for (Index<Object> index : getIndexes()) {
            Document part = new Document();
            index.getKeys().stream().map(IndexKey::getKey).filter(query::containsKey).forEach(key -> part.put(key, query.get(key)));
            if (part.size() == index.getKeys().size() && index.canHandle(part)) {
                Stream<byte[]> positions = StreamSupport.stream(index.getPositions(part).spliterator(), false).map(Bytes::of);
                return find(positions, query, orderBy, skip, limit, batchSize, fields);
            }
        }
        Collection<byte[]> narrowed = narrow(query);
        if (narrowed == null) {
            return matchDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        return find(narrowed.stream(), query, orderBy, skip, limit, batchSize, fields);
    }

    /** Where the documents are among which all are that the query means; null when no index says so. */
    private Set<byte[]> narrow(Document query) {
        SecondaryIndex best = null;
        SecondaryIndex.Narrowed narrowed = null;
        for (Index<Object> index : getIndexes()) {
            SecondaryIndex.Narrowed by = index instanceof SecondaryIndex secondary ? secondary.narrow(query) : null;
            if (by != null && (narrowed == null || by.fields() > narrowed.fields())) {
                best = (SecondaryIndex) index;
                narrowed = by;
            }
        }
        if (narrowed != null) {
            return best.positionsIn(narrowed.ranges());
        }
        if (!(query.get("$or") instanceof Collection<?> ways)) {
            return null;
        }
        Set<byte[]> all = new TreeSet<>(Arrays::compareUnsigned);
        for (Object way : ways) {
            Set<byte[]> some = way instanceof Document part ? narrow(part) : null;
            if (some == null) {
                return null;
            }
            all.addAll(some);
        }
        return all;
    }

    @Override
    protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        Iterable<byte[]> all = () -> documents.keyIterator(null);
        return find(StreamSupport.stream(all.spliterator(), false), query, orderBy, skip, limit, batchSize, fields);
    }

    private QueryResult find(Stream<byte[]> positions, Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        Comparator<Document> order = deriveComparator(orderBy);
        Stream<Found> found = positions.map(position -> new Found(position, Bytes.document(documents.get(position))))
            .filter(one -> one.document != null && documentMatchesQuery(one.document, query));
        if (order != null) {
            found = found.map(one -> new Found(one.position, only(orderBy, one.document)))
                .sorted((a, b) -> order.compare(a.document, b.document))
                .map(one -> new Found(one.position, null));
        } else if (isNaturalDescending(orderBy)) {
            found = found.sorted((a, b) -> Bytes.TYPE.compare(b.position, a.position));
        }
        Queue<Found> result = new ArrayDeque<>();
        (limit > 0 ? found.skip(skip).limit(limit) : found.skip(skip))
            .forEachOrdered(one -> result.add(result.size() < KEPT ? one : new Found(one.position, null)));
        Reading reading = new Reading(cursorRegistry.generateCursorId(), result, fields);
        if (batchSize <= 0) {
            return new QueryResult(reading.take(Integer.MAX_VALUE, Integer.MAX_VALUE));
        }
        List<Document> first = reading.takeDocuments(batchSize);
        if (reading.isEmpty()) {
            return new QueryResult(first);
        }
        cursorRegistry.add(reading);
        return new QueryResult(first, reading);
    }

    private static Document only(Document orderBy, Document document) {
        Document key = new Document();
        for (String path : orderBy.keySet()) {
            String field = path.split("\\.", 2)[0];
            if (document.containsKey(field)) {
                key.put(field, document.get(field));
            }
        }
        return key;
    }

    /** What is left of a result: where it stands. A document that was changed since is given as it is now, one that is gone is left out. */
    private final class Reading extends AbstractCursor {

        private final Queue<Found> rest;
        private final Document fields;

        Reading(long id, Queue<Found> rest, Document fields) {
            super(id);
            this.rest = rest;
            this.fields = fields;
        }

        @Override
        public boolean isEmpty() {
            return rest.isEmpty();
        }

        @Override
        public List<Document> takeDocuments(int most) {
            // 0 is one that was not said
            return take(most > 0 ? most : Integer.MAX_VALUE, BATCH);
        }

        List<Document> take(int most, int bytes) {
            List<Document> taken = new ArrayList<>();
            for (int size = 0; !rest.isEmpty() && taken.size() < most && size < bytes;) {
                Found next = rest.remove();
                byte[] now = documents.get(next.position);
                if (now != null) {
                    size += now.length;
                    taken.add(next.document == null ? Bytes.document(now) : next.document);
                }
            }
            return matchDocumentsFromStream(new Document(), taken.stream(), 0, 0, 0, null, fields).collectDocuments();
        }
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Object position = getIdField() == null ? UUID.randomUUID() : Utils.getSubdocumentValue(document, getIdField());
        byte[] before = documents.put(Bytes.of(position), Bytes.of(document));
        Assert.isNull(before, () -> "a document with this key existed already in " + this);
        return position;
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        documents.put(Bytes.of(position), Bytes.of(after));
    }

    @Override
    protected void removeDocument(Object position) {
        Assert.notNull(documents.remove(Bytes.of(position)), () -> "no document with this key in " + this);
    }

    @Override
    protected Document getDocument(Object position) {
        return Bytes.document(documents.get(Bytes.of(position)));
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
            .map(entry -> new DocumentWithPosition<>(Bytes.document(entry.getValue()), Bytes.value(entry.getKey())));
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    @Override
    protected boolean tracksDataSize() {
        // would encode every document twice more, and write one more page a commit, for a number that nobody asks for
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {
        // not tracked
    }

    @Override
    protected int getDataSize() {
        return 0;
    }
}
