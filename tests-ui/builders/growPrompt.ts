/** A prompt that works in steps, with progress and previews, and saves its picture. */
export function makeGrowPrompt(steps: number, seed = 1, size = 64) {
  return {
    1: {
      class_type: 'ReactionDiffusionSampler',
      inputs: {
        seed,
        steps,
        width: size,
        height: size,
        batch_size: 1,
        pattern: 'coral',
        palette: 'deep sea'
      },
      _meta: { title: 'Grow' }
    },
    2: {
      class_type: 'SaveImage',
      inputs: { images: ['1', 0], filename_prefix: 'client/grown' },
      _meta: { title: 'Save' }
    }
  }
}
