import { memoryStore } from '../../src/store/memory.ts';
import { describeStore } from '../contracts/store.contract.ts';

describeStore('in memory', async () => ({ store: memoryStore(), close: async () => undefined }));
