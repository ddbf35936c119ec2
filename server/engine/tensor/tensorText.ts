import { isTensor, type Tensor } from './tensor'
import { formatStr } from '../values/pythonText'

/** Above this many numbers only the edges are printed. */
const SUMMARISE_ABOVE = 1000
const EDGE_ITEMS = 3
const LINE_WIDTH = 80

type Formatter = (value: number) => string

/** Indexes along one dimension; `null` stands for the dots in the middle. */
function printedIndexes(size: number, summarise: boolean): readonly (number | null)[] {
  if (!summarise || size <= 2 * EDGE_ITEMS) return Array.from({ length: size }, (_, index) => index)
  const head = Array.from({ length: EDGE_ITEMS }, (_, index) => index)
  return [...head, null, ...head.map((index) => size - EDGE_ITEMS + index)]
}

function collectPrinted(tensor: Tensor, summarise: boolean): number[] {
  let offsets = [0]
  let stride = tensor.data.length
  for (const size of tensor.shape) {
    stride /= size
    const step = stride
    const indexes = printedIndexes(size, summarise).filter((index) => index !== null)
    offsets = offsets.flatMap((offset) => indexes.map((index) => offset + index * step))
  }
  return offsets.map((offset) => tensor.data[offset] ?? 0)
}

/** One width and one notation for all printed numbers: whole ones as `1.`, others with four digits. */
function createFormatter(values: readonly number[]): Formatter {
  const finite = values.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs)
  const largest = Math.max(0, ...finite)
  const smallest = Math.min(...finite)
  const whole = finite.every((value) => Number.isInteger(value))
  const scientific = largest > 1e8 || (!whole && (largest / smallest > 1000 || smallest < 1e-4))
  const format = (value: number): string => {
    if (!Number.isFinite(value)) return formatStr(value)
    if (scientific) {
      return value
        .toExponential(4)
        .replace(/e([+-])(\d)$/, (_, sign: string, digit: string) => `e${sign}0${digit}`)
    }
    return whole ? `${value.toFixed(0)}.` : value.toFixed(4)
  }
  const width = Math.max(0, ...values.map((value) => format(value).length))
  return (value) => format(value).padStart(width)
}

function printRow(row: readonly string[], indent: number): string {
  const first = row[0] ?? ''
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent) / (first.length + 2)))
  const lines: string[] = []
  for (let start = 0; start < row.length; start += perLine) {
    lines.push(row.slice(start, start + perLine).join(', '))
  }
  return `[${lines.join(`,\n${' '.repeat(indent + 1)}`)}]`
}

interface Printer {
  readonly tensor: Tensor
  readonly summarise: boolean
  readonly format: Formatter
}

function printDimension(
  printer: Printer,
  dimension: number,
  offset: number,
  indent: number
): string {
  const { tensor, summarise, format } = printer
  const size = tensor.shape[dimension] ?? 0
  const stride = tensor.shape.slice(dimension + 1).reduce((product, item) => product * item, 1)
  const indexes = printedIndexes(size, summarise)
  if (dimension === tensor.shape.length - 1) {
    const row = indexes.map((index) =>
      index === null ? ' ...' : format(tensor.data[offset + index] ?? 0)
    )
    return printRow(row, indent)
  }
  const parts = indexes.map((index) =>
    index === null
      ? '...'
      : printDimension(printer, dimension + 1, offset + index * stride, indent + 1)
  )
  const newLines = '\n'.repeat(tensor.shape.length - 1 - dimension)
  return `[${parts.join(`,${newLines}${' '.repeat(indent + 1)}`)}]`
}

/** A tensor as PyTorch prints it: what `current_inputs` of an error and text previews hold. */
export function formatTensor(tensor: Tensor): string {
  const summarise = tensor.data.length > SUMMARISE_ABOVE
  if (tensor.data.length === 0) return 'tensor([])'
  const format = createFormatter(collectPrinted(tensor, summarise))
  return `tensor(${printDimension({ tensor, summarise, format }, 0, 0, 'tensor('.length)})`
}

/** Any value of a node as text. */
export function formatValue(value: unknown): string {
  return isTensor(value) ? formatTensor(value) : formatStr(value)
}
