import { sv, type Texts } from './sv.ts';

export const en: Texts = sv;
