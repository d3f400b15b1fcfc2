/** What was taken on and is not done: a shutdown waits for it. */
export class Work {
  readonly #open = new Set<Promise<void>>();

  /** `work` handles its own errors. */
  begin(work: Promise<void>): void {
    const tracked: Promise<void> = work.finally(() => this.#open.delete(tracked));
    this.#open.add(tracked);
  }

  async idle(): Promise<void> {
    while (this.#open.size > 0) await Promise.allSettled(this.#open);
  }
}

export type Hurried<T> = { readonly late: false; readonly value: T } | { readonly late: true };

/** The value if it is there in time; it goes on being made either way. */
export const hurried = async <T>(value: Promise<T>, ms: number): Promise<Hurried<T>> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ late: true }>((resolve) => {
    timer = setTimeout(() => resolve({ late: true }), ms);
  });
  try {
    return await Promise.race([value.then((done) => ({ late: false, value: done }) as const), late]);
  } finally {
    clearTimeout(timer);
  }
};
