import type { ApiPrompt, WorkflowJson } from '@/protocol/prompt'
import { expandDynamicText } from './dynamicText'
import type { ControlledValue, RunSnapshot, RunVariable, VariableTarget } from './runSnapshot'

/** What is posted for one run. Valid until the renderer's next call. */
export interface RenderedRun {
  readonly output: ApiPrompt
  readonly document: WorkflowJson
}

/** Values of one run, in the order of the snapshot's variables: a seed, a list value, a chosen text. */
export type RunValues = readonly unknown[]

/** All runs of a batch, decided at the press of Run [B13]. */
export interface RunPlan {
  readonly runs: readonly RunValues[]
  /** What the controlled widgets show afterwards. */
  readonly after: RunValues
}

/** @param random 0 <= x < 1, as `Math.random` */
export function planRuns(snapshot: RunSnapshot, count: number, random: () => number): RunPlan {
  const runs: RunValues[] = []
  let next: RunValues = snapshot.variables.map((variable) =>
    variable.kind === 'controlled' ? variable.value : null
  )
  const isBefore = snapshot.controlTime === 'before'
  const stepOn = (values: RunValues, run: number): RunValues =>
    snapshot.variables.map((variable, index) => {
      if (variable.kind !== 'controlled') return null
      const isFirst = run === 0 && variable.hasRun !== true
      return isBefore && isFirst
        ? values[index]
        : stepControlledValue(variable, values[index], random)
    })
  for (let run = 0; run < count; run++) {
    const values = isBefore ? stepOn(next, run) : next
    runs.push(
      snapshot.variables.map((variable, index) =>
        variable.kind === 'controlled'
          ? values[index]
          : expandDynamicText(variable.template, random)
      )
    )
    next = isBefore ? values : stepOn(values, run)
  }
  return { runs, after: next }
}

/** Makes what is posted, run by run, on one copy of the snapshot. */
export function createRunRenderer(snapshot: RunSnapshot): (values: RunValues) => RenderedRun {
  const output = structuredClone(snapshot.output)
  const document = structuredClone(snapshot.document)
  return (values) => {
    snapshot.variables.forEach((variable, index) => {
      const value = values[index]
      writeTargets(output, variable.targets, value)
      if (variable.kind !== 'controlled') return
      for (const path of variable.documentPaths) writePath(document, path, value)
    })
    return { output, document }
  }
}

/** What would be posted for one run, as text: equal for two runs exactly when the server would be sent the same prompt. */
export function getFingerprint(snapshot: RunSnapshot, values: RunValues): string {
  const output = structuredClone(snapshot.output)
  snapshot.variables.forEach(({ targets }, index) => writeTargets(output, targets, values[index]))
  return JSON.stringify(output)
}

/** A press of Run that is being prepared, for the one after it. */
export interface EarlierRun {
  /** As the widgets were at its press. */
  readonly taken: RunSnapshot
  /** As it is run: `taken`, gone on from what came before. */
  readonly snapshot: RunSnapshot
  readonly after: RunValues
}

/**
 * The snapshot as it would be had an earlier press's runs been made: what they step on goes on from there, unless it
 * was edited since. For a press of Run while the one before is still being prepared.
 */
export function continueAfter(fresh: RunSnapshot, earlier: EarlierRun): RunSnapshot {
  const steps = new Map(
    earlier.snapshot.variables.map((variable, index) => {
      const values = [variable, earlier.taken.variables[index]].map(getValue)
      return [getKey(variable), { values, next: earlier.after[index] }]
    })
  )
  const variables = fresh.variables.map((variable): RunVariable => {
    const step = steps.get(getKey(variable))
    if (variable.kind !== 'controlled' || !step?.values.includes(variable.value)) return variable
    return { ...variable, value: step.next, hasRun: true }
  })
  return { ...fresh, variables }
}

function getValue(variable: RunVariable | undefined): unknown {
  return variable?.kind === 'controlled' ? variable.value : undefined
}

function getKey({ kind, targets }: RunVariable): string {
  return JSON.stringify([kind, targets])
}

/** The value after one run, by the widget's `control_after_generate`. */
export function stepControlledValue(
  { mode, range }: Pick<ControlledValue, 'mode' | 'range'>,
  value: unknown,
  random: () => number
): unknown {
  if (mode === 'fixed') return value
  if (Array.isArray(range)) return stepOption(range, value, mode, random)
  const { min, max, step } = range as { min: number; max: number; step: number }
  if (mode === 'randomize')
    return min + Math.floor(random() * (Math.floor((max - min) / step) + 1)) * step
  const next = Number(value) + (mode === 'increment' ? step : -step)
  return Number.isNaN(next) ? value : Math.min(max, Math.max(min, next))
}

function stepOption(
  options: readonly unknown[],
  value: unknown,
  mode: ControlledValue['mode'],
  random: () => number
): unknown {
  if (options.length === 0) return value
  if (mode === 'randomize') return options[Math.floor(random() * options.length)]
  const index = options.indexOf(value) + (mode === 'increment' ? 1 : -1)
  return options[Math.min(options.length - 1, Math.max(0, index))]
}

function writeTargets(output: ApiPrompt, targets: readonly VariableTarget[], value: unknown): void {
  for (const { executionId, inputName } of targets) {
    const node = output[executionId]
    if (node) node.inputs[inputName] = value
  }
}

function writePath(root: unknown, path: readonly (string | number)[], value: unknown): void {
  let holder = root as Record<string | number, unknown> | undefined
  for (const key of path.slice(0, -1)) holder = holder?.[key] as typeof holder
  const last = path.at(-1)
  if (holder && last !== undefined) holder[last] = value
}
