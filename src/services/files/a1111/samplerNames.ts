/** ComfyUI's names for what A1111 calls a sampler. */
export interface SamplerNames {
  readonly sampler: string
  readonly scheduler: string
}

/** Ends of A1111's names that are schedulers, the longer ones first. */
const SCHEDULERS: readonly (readonly [name: string, scheduler: string])[] = [
  ['polyexponential', 'exponential'],
  ['align your steps', 'normal'],
  ['sgm uniform', 'sgm_uniform'],
  ['exponential', 'exponential'],
  ['kl optimal', 'kl_optimal'],
  ['ddim', 'ddim_uniform'],
  ['uniform', 'normal'],
  ['karras', 'karras'],
  ['simple', 'simple'],
  ['normal', 'normal'],
  ['beta', 'beta']
]

/**
 * @param name as in `Sampler`, with the scheduler at its end in older versions: `DPM++ 2M SDE Karras`
 * @param scheduleType as in `Schedule type` of newer versions
 */
export function readSamplerNames(name: string, scheduleType: string | undefined): SamplerNames {
  const said = name.trim().toLowerCase()
  const suffix = SCHEDULERS.find(([end]) => said.endsWith(` ${end}`))
  const sampler = suffix ? said.slice(0, -suffix[0].length - 1) : said
  const wanted = scheduleType?.trim().toLowerCase()
  const scheduler = SCHEDULERS.find(([known]) => known === wanted)?.[1] ?? suffix?.[1] ?? 'normal'
  return { sampler: toComfyName(sampler), scheduler }
}

function toComfyName(sampler: string): string {
  return sampler
    .replace('dpm++', 'dpmpp')
    .replace(/^dpm2\b/, 'dpm_2')
    .replace(/^unipc$/, 'uni_pc')
    .replace(/ a$/, ' ancestral')
    .replaceAll(/\s+/g, '_')
}
