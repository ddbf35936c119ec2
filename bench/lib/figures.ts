import { writeFileSync } from 'node:fs'

/** One measured figure against its bound. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: 'x' | 'ms' | 's' | '%' | 'kB' | 'MB' | '/s' | ''
  /** A figure without a bound is told for the reader's sake. */
  readonly atMost?: number
  readonly atLeast?: number
  /** The same of a page with LiteGraph and nothing else. */
  readonly bare?: string
  /** The same of the official frontend, versions 1.49 / 1.58. */
  readonly official?: string
}

/** Runs a bench and hands its figures to `npm run bench`; a bench that throws fails as a whole. */
export async function runBench(measure: () => Promise<readonly Figure[]>): Promise<void> {
  const figures = await measure()
  const file = process.env.BENCH_RESULT
  if (file) writeFileSync(file, JSON.stringify(figures))
  else console.log(figures)
  process.exit(0)
}
