import { memoryLedger } from '../../src/store/memory-ledger.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { describeDue } from '../contracts/due.contract.ts';
import { describeLedger } from '../contracts/ledger.contract.ts';
import { describeSettling } from '../contracts/settling.contract.ts';
import { describeStore } from '../contracts/store.contract.ts';

const make = async () => ({ store: memoryStore(), close: async () => undefined });
describeStore('in memory', make);
describeDue('in memory', make);
const ledger = async () => ({ ledger: memoryLedger(), close: async () => undefined });
describeLedger('in memory', ledger);
describeSettling('in memory', ledger);
