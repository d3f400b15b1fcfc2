/**
 * Raised whenever a machine's `due` answers otherwise than before for the same state and programme: a new kind of reminder, another
 * time for an old one. What is stored was worked out by an earlier number, and is worked out anew.
 */
export const DUE_KINDS = 2;
