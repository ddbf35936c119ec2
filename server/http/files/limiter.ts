/** Runs at most `limit` pieces of work at a time; the others wait their turn. */
export function createLimiter(
  limit: number
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let running = 0
  const waiting: (() => void)[] = []

  return async (work) => {
    if (running >= limit) await new Promise<void>((resume) => waiting.push(resume))
    else running += 1
    try {
      return await work()
    } finally {
      // The place is handed on, not freed and taken again: nobody can step in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
