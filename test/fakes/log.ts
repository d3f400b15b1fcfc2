import type { Log } from '../../src/app/ports.ts';

export interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Keeps what was logged, so that a test can ask what stands there and what must not. */
export class KeptLog implements Log {
  readonly lines: Line[] = [];
  info(event: string, data: Record<string, unknown> = {}): void {
    this.lines.push({ level: 'info', event, data });
  }
  warn(event: string, data: Record<string, unknown> = {}): void {
    this.lines.push({ level: 'warn', event, data });
  }
  error(event: string, error: unknown, data: Record<string, unknown> = {}): void {
    this.lines.push({
      level: 'error',
      event,
      data: { ...data, error: error instanceof Error ? error.message : String(error) },
    });
  }
  get errors(): Line[] {
    return this.lines.filter(({ level }) => level === 'error');
  }
}
