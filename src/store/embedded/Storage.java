import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.Assert;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;

/**
 * mongo-java-server's H2 backend, with the data kept as BSON bytes.
 * <p>
 * Its own keeps live Java objects: an answer that is being written can then change under a later update, every write serializes all
 * documents of a page with Java serialization, and every comparison of two index keys does so twice. Its own also scans the whole
 * collection for {@code { _id, version }}; here an index answers for the fields it has and the rest is filtered.
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

        /** Counts as inserted what was; the one above it counts what was sent, refused documents among them. */
        @Override
        public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
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

    private static final class Documents extends AbstractSynchronizedMongoCollection<Object> {

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
                    return matchDocuments(query, index.getPositions(part), orderBy, skip, limit, batchSize, fields);
                }
            }
            return matchDocuments(query, orderBy, skip, limit, batchSize, fields);
        }

        @Override
        protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
            Stream<Document> all = documents.values().stream().map(Bytes::document);
            if (isNaturalDescending(orderBy)) {
                all = streamAllDocumentsWithPosition()
                    .sorted((a, b) -> ValueComparator.desc().compare(a.getPosition(), b.getPosition()))
                    .map(DocumentWithPosition::getDocument);
            }
            return matchDocumentsFromStream(all, query, orderBy, skip, limit, batchSize, fields);
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
}
