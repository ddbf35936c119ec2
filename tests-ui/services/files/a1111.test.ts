import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePrompt } from '@/services/files/a1111/makePrompt'
import { markEmbeddings } from '@/services/files/a1111/markEmbeddings'
import { readParameters } from '@/services/files/a1111/readParameters'
import { readSamplerNames } from '@/services/files/a1111/samplerNames'
import { makeNodeDefinition } from '../../builders/nodeDefinition'

const TEXT = [
  'a lighthouse, (storm:1.2) <lora:inkStyle:0.8>',
  'at night <lora:more:1:0.5>',
  'Negative prompt: blurry, Steps: of stone',
  'lowres',
  'Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 4294967291, Size: 520x768, Model hash: 31e35c80fc, ' +
    'Model: dreamy_v2, Clip skip: 2, Lora hashes: "inkStyle: aa11, more: bb22", Version: v1.7.0'
].join('\n')

describe('parameters of A1111', () => {
  it('are prompts, loras and settings', () => {
    const read = readParameters(TEXT)!
    expect(read.positive).toBe('a lighthouse, (storm:1.2) \nat night')
    expect(read.negative).toBe('blurry, Steps: of stone\nlowres')
    expect(read.loras).toEqual([
      { name: 'inkStyle', modelStrength: 0.8, clipStrength: 0.8 },
      { name: 'more', modelStrength: 1, clipStrength: 0.5 }
    ])
    expect(Object.fromEntries(read.settings)).toMatchObject({
      steps: '28',
      sampler: 'DPM++ 2M Karras',
      'lora hashes': 'inkStyle: aa11, more: bb22',
      version: 'v1.7.0'
    })
  })

  it.each([
    ['nothing', ''],
    ['other JSON', '{"sui_image_params": {"prompt": "a cat"}}'],
    ['a text that only speaks of them', 'How many steps: 20'],
    ['more text than any prompt has', `${'x'.repeat(1_000_001)}\nSteps: 20`]
  ])('are not %s', (_what, text) => {
    expect(readParameters(text)).toBeNull()
  })

  it('may have an empty prompt, or no negative one', () => {
    expect(readParameters('Steps: 20')).toMatchObject({ positive: '', negative: '' })
    expect(readParameters('Negative prompt: x\nSteps: 20')).toMatchObject({
      positive: '',
      negative: 'x'
    })
  })

  it('of any kind throw nothing and take no time', () => {
    const part = fc.constantFrom(
      'Steps: ',
      '\n',
      '"',
      '\\',
      ':',
      ',',
      '<lora:',
      '>',
      'Size: ',
      'ax'
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        const read = readParameters(`a\nSteps: ${parts.join('')}`)
        expect(Object.keys(makePrompt(read!, {})).length).toBeGreaterThanOrEqual(7)
      })
    )
    const started = performance.now()
    readParameters(`${'<lora:'.repeat(100_000)}\nSteps: ${'a: "'.repeat(100_000)}`)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('embeddings in prompts', () => {
  it.each([
    ['EasyNegative, lowres', 'embedding:EasyNegative, lowres'],
    ['(easynegative:1.2), (blurry)', '(embedding:EasyNegative:1.2), (blurry)'],
    ['bad-hands-5, bad hands, bad-hands-50', 'embedding:neg/bad-hands-5, bad hands, bad-hands-50'],
    ['embedding:EasyNegative', 'embedding:EasyNegative'],
    ['veryeasynegative, EasyNegativeV2', 'veryeasynegative, embedding:EasyNegativeV2'],
    ['a+b (c) a.b', 'embedding:a+b (c) a.b'],
    ['', '']
  ])('%s is %s', (text, marked) => {
    const known = ['EasyNegative', 'EasyNegativeV2', 'neg/bad-hands-5', 'a+b (c)']
    expect(markEmbeddings(text, known)).toBe(marked)
  })

  it('of names like `.*` and in long texts do no harm', () => {
    expect(markEmbeddings('a lighthouse', ['.*', '(', '', 'x/'])).toBe('a lighthouse')
    const names = Array.from({ length: 1_000 }, (_, index) => `name${index}`)
    const started = performance.now()
    expect(markEmbeddings('name, '.repeat(20_000), names)).toHaveLength(120_000)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('samplers', () => {
  it.each([
    ['Euler a', undefined, 'euler_ancestral', 'normal'],
    ['DPM++ 2M Karras', undefined, 'dpmpp_2m', 'karras'],
    ['DPM++ 2M', 'Karras', 'dpmpp_2m', 'karras'],
    ['DPM++ 2M SDE Exponential', undefined, 'dpmpp_2m_sde', 'exponential'],
    ['DPM++ 2M SDE Heun', 'SGM Uniform', 'dpmpp_2m_sde_heun', 'sgm_uniform'],
    ['DPM++ 2S a Karras', undefined, 'dpmpp_2s_ancestral', 'karras'],
    ['DPM2 a', undefined, 'dpm_2_ancestral', 'normal'],
    ['DPM fast', 'Automatic', 'dpm_fast', 'normal'],
    ['DDIM', undefined, 'ddim', 'normal'],
    ['UniPC', undefined, 'uni_pc', 'normal'],
    ['LMS Karras', undefined, 'lms', 'karras']
  ])('%s with %s is %s, %s', (name, scheduleType, sampler, scheduler) => {
    expect(readSamplerNames(name, scheduleType)).toEqual({ sampler, scheduler })
  })
})

describe('the graph', () => {
  const definitions = {
    CheckpointLoaderSimple: makeNodeDefinition({
      input: { required: { ckpt_name: [['sd/Dreamy_v2.safetensors', 'other.ckpt']] } }
    }),
    LoraLoader: makeNodeDefinition({
      input: { required: { lora_name: ['COMBO', { options: ['styles\\inkstyle.pt'] }] } }
    })
  }
  const build = (text: string) => makePrompt(readParameters(text)!, definitions)
  const find = (prompt: ReturnType<typeof build>, type: string) =>
    Object.values(prompt).filter(({ class_type }) => class_type === type)

  it('writes embeddings that the server knows in both prompts', () => {
    const read = readParameters('a Storm\nNegative prompt: easynegative, mist\nSteps: 20')!
    const texts = find(makePrompt(read, definitions, ['EasyNegative', 'storm']), 'CLIPTextEncode')
    expect(texts.map(({ inputs }) => inputs.text)).toEqual([
      'a embedding:storm',
      'embedding:EasyNegative, mist'
    ])
  })

  it('names files as the server does, and those it lacks as files', () => {
    const prompt = build(TEXT)
    expect(find(prompt, 'CheckpointLoaderSimple')[0]?.inputs.ckpt_name).toBe(
      'sd/Dreamy_v2.safetensors'
    )
    expect(find(prompt, 'LoraLoader').map(({ inputs }) => inputs.lora_name)).toEqual([
      'styles\\inkstyle.pt',
      'more.safetensors'
    ])
    expect(find(prompt, 'CLIPSetLastLayer')[0]?.inputs).toEqual({
      clip: ['3', 1],
      stop_at_clip_layer: -2
    })
  })

  it('samples with the settings, with a size that a latent can have', () => {
    const prompt = build(TEXT)
    expect(find(prompt, 'KSampler')).toEqual([
      {
        class_type: 'KSampler',
        inputs: {
          model: ['3', 0],
          seed: 4294967291,
          control_after_generate: 'fixed',
          steps: 28,
          cfg: 6.5,
          sampler_name: 'dpmpp_2m',
          scheduler: 'karras',
          positive: ['6', 0],
          negative: ['7', 0],
          latent_image: ['5', 0],
          denoise: 1
        }
      }
    ])
    expect(prompt[5]?.inputs).toEqual({ width: 520, height: 768, batch_size: 1 })
    expect(prompt[6]).toMatchObject({
      inputs: { clip: ['4', 0], text: 'a lighthouse, (storm:1.2) \nat night' },
      _meta: { title: 'Positive prompt' }
    })
    expect(find(prompt, 'VAEDecode')[0]?.inputs.vae).toEqual(['1', 2])
  })

  it('uses a VAE of its own where one is named', () => {
    const prompt = build('x\nSteps: 20, VAE: soft.vae.pt, Model: a')
    expect(find(prompt, 'VAELoader')[0]?.inputs).toEqual({ vae_name: 'soft.vae.pt' })
    expect(find(build('x\nSteps: 20, VAE: Automatic'), 'VAELoader')).toEqual([])
  })

  it('samples a second time where the picture was enlarged, in the latent or by a model', () => {
    const hires =
      'x\nSteps: 20, Size: 512x640, Seed: 9, Denoising strength: 0.4, Hires upscale: 1.5'
    const latent = build(`${hires}, Hires upscaler: Latent (nearest-exact)`)
    expect(find(latent, 'LatentUpscale')[0]?.inputs).toMatchObject({
      upscale_method: 'nearest-exact',
      width: 768,
      height: 960
    })
    expect(find(latent, 'KSampler')[1]?.inputs).toMatchObject({ seed: 9, steps: 20, denoise: 0.4 })
    const model = build(`${hires}, Hires steps: 12, Hires upscaler: 4x-UltraSharp`)
    expect(find(model, 'UpscaleModelLoader')[0]?.inputs.model_name).toBe(
      '4x-UltraSharp.safetensors'
    )
    expect(find(model, 'ImageScale')[0]?.inputs).toMatchObject({ width: 768, height: 960 })
    expect(find(model, 'KSampler')[1]?.inputs).toMatchObject({ steps: 12, denoise: 0.4 })
    expect(find(model, 'VAEEncode')).toHaveLength(1)
  })
})
