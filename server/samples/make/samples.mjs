// What the samples are. Positions leave room for titles (30 px above a node) and for pictures.

const NOTE_COLOURS = ['#232', '#353']
const sampler = (values) => ({ control_after_generate: 'randomize', ...values })

const growPattern = {
  name: 'grow-a-pattern',
  title: 'Grow a pattern',
  description: 'A reaction-diffusion sampler grows a picture in sixty steps. Press Run.',
  id: '5f2a9c1e-7b44-4d0a-9a51-0c3de1f70101',
  nodes: [
    {
      key: 'note',
      id: 4,
      type: 'Note',
      title: 'Start here',
      pos: [40, 40],
      size: [280, 250],
      text: 'Press Run. The sampler shows every step while it grows, and the picture is saved at the end.\n\nOpen a second tab and run something there too: both go on at the same time, each with its own progress.\n\nThe seed changes after every run. Set control_after_generate to fixed to get the same picture again.'
    },
    {
      key: 'grow',
      id: 1,
      type: 'ReactionDiffusionSampler',
      pos: [370, 40],
      width: 320,
      picture: 330,
      values: sampler({ seed: 20_260, pattern: 'coral', palette: 'deep sea' })
    },
    {
      key: 'sharpen',
      id: 2,
      type: 'ImageSharpen',
      pos: [740, 40],
      links: { image: 'grow.IMAGE' },
      values: { sharpen_radius: 2, sigma: 0.6, alpha: 0.2 }
    },
    {
      key: 'save',
      id: 3,
      type: 'SaveImage',
      pos: [1060, 40],
      width: 360,
      picture: 380,
      links: { images: 'sharpen.IMAGE' },
      values: { filename_prefix: 'patterns/coral' }
    }
  ],
  result: '3'
}

// Low enough that its texts are read when it is fitted into a small window.
const twoBranches = {
  name: 'two-branches',
  title: 'Two branches, one picture',
  description: 'Two samplers grow different patterns; both are shown, then blended and saved.',
  id: '5f2a9c1e-7b44-4d0a-9a51-0c3de1f70102',
  groups: [
    { id: 1, title: 'First branch', bounding: [20, 20, 360, 560], color: '#3f789e', flags: {} },
    { id: 2, title: 'Second branch', bounding: [400, 60, 360, 560], color: '#8a6d3b', flags: {} }
  ],
  nodes: [
    {
      key: 'maze',
      id: 1,
      type: 'ReactionDiffusionSampler',
      title: 'Maze',
      pos: [40, 90],
      width: 320,
      picture: 240,
      values: sampler({ seed: 11, steps: 40, width: 384, height: 384, pattern: 'maze', palette: 'ember' })
    },
    { key: 'showMaze', id: 2, type: 'PreviewImage', pos: [820, 50], width: 280, picture: 240, links: { images: 'maze.IMAGE' } },
    {
      key: 'spots',
      id: 3,
      type: 'ReactionDiffusionSampler',
      title: 'Spots',
      pos: [420, 130],
      width: 320,
      picture: 240,
      values: sampler({ seed: 12, steps: 40, width: 384, height: 384, pattern: 'spots', palette: 'verdigris' })
    },
    { key: 'showSpots', id: 4, type: 'PreviewImage', pos: [820, 384], width: 280, picture: 240, links: { images: 'spots.IMAGE' } },
    {
      key: 'blend',
      id: 5,
      type: 'ImageBlend',
      pos: [1160, 50],
      links: { image1: 'maze.IMAGE', image2: 'spots.IMAGE' },
      values: { blend_factor: 0.6, blend_mode: 'screen' }
    },
    {
      key: 'double',
      id: 6,
      type: 'ImageScaleBy',
      pos: [1160, 196],
      links: { image: 'blend.IMAGE' },
      values: { upscale_method: 'lanczos', scale_by: 2 }
    },
    {
      key: 'save',
      id: 7,
      type: 'SaveImage',
      pos: [1160, 322],
      width: 340,
      picture: 230,
      links: { images: 'double.IMAGE' },
      values: { filename_prefix: 'patterns/blended' }
    }
  ],
  result: '7'
}

const framePicture = {
  name: 'frame-a-picture',
  title: 'Scale and frame a picture',
  description: 'Loads a picture, makes a blurred backdrop of it and lays the sharp one on top.',
  id: '5f2a9c1e-7b44-4d0a-9a51-0c3de1f70103',
  nodes: [
    { key: 'load', id: 1, type: 'LoadImage', pos: [40, 40], width: 300, picture: 260, values: { image: 'sample-hills.jpg' } },
    {
      key: 'backdrop',
      id: 2,
      type: 'ImageScale',
      title: 'Backdrop',
      pos: [390, 40],
      links: { image: 'load.IMAGE' },
      values: { upscale_method: 'bilinear', width: 1024, height: 1024, crop: 'center' }
    },
    {
      key: 'blur',
      id: 3,
      type: 'ImageBlur',
      pos: [700, 40],
      links: { image: 'backdrop.IMAGE' },
      values: { blur_radius: 31, sigma: 0.8 }
    },
    {
      key: 'front',
      id: 4,
      type: 'ImageScale',
      title: 'Front',
      pos: [390, 280],
      links: { image: 'load.IMAGE' },
      values: { upscale_method: 'lanczos', width: 896, height: 0, crop: 'disabled' }
    },
    {
      key: 'sharpen',
      id: 5,
      type: 'ImageSharpen',
      pos: [700, 280],
      links: { image: 'front.IMAGE' },
      values: { sharpen_radius: 1, sigma: 0.5, alpha: 0.3 }
    },
    {
      key: 'compose',
      id: 6,
      type: 'ImageCompositeMasked',
      pos: [1010, 160],
      links: { destination: 'blur.IMAGE', source: 'sharpen.IMAGE' },
      values: { x: 64, y: 213, resize_source: false }
    },
    {
      key: 'save',
      id: 7,
      type: 'SaveImage',
      pos: [1320, 160],
      width: 380,
      picture: 390,
      links: { images: 'compose.IMAGE' },
      values: { filename_prefix: 'framed' }
    }
  ],
  result: '7'
}

const growInShape = {
  name: 'grow-inside-a-shape',
  title: 'Grow inside a shape',
  description: 'The transparency of a picture says where a pattern starts and where it is shown.',
  id: '5f2a9c1e-7b44-4d0a-9a51-0c3de1f70104',
  nodes: [
    { key: 'load', id: 1, type: 'LoadImage', pos: [40, 40], width: 300, picture: 280, values: { image: 'sample-leaf.png' } },
    { key: 'shape', id: 2, type: 'InvertMask', pos: [400, 40], links: { mask: 'load.MASK' } },
    {
      key: 'grow',
      id: 3,
      type: 'ReactionDiffusionSampler',
      pos: [400, 150],
      width: 320,
      picture: 330,
      links: { start: 'shape.MASK' },
      values: sampler({ seed: 7, steps: 45, pattern: 'maze', palette: 'verdigris' })
    },
    {
      key: 'paper',
      id: 4,
      type: 'CloudNoiseImage',
      title: 'Paper',
      pos: [780, 40],
      values: { seed: 3, control_after_generate: 'fixed', scale: 24, octaves: 4, contrast: 0.3, palette: 'paper' }
    },
    {
      key: 'compose',
      id: 5,
      type: 'ImageCompositeMasked',
      pos: [780, 330],
      links: { destination: 'paper.IMAGE', source: 'grow.IMAGE', mask: 'shape.MASK' },
      values: { x: 0, y: 0, resize_source: false }
    },
    {
      key: 'save',
      id: 6,
      type: 'SaveImage',
      pos: [1110, 40],
      width: 380,
      picture: 400,
      links: { images: 'compose.IMAGE' },
      values: { filename_prefix: 'patterns/leaf' }
    }
  ],
  result: '6'
}

const glow = {
  id: '8c1d7f30-52a6-4b8e-9d13-6a2f0e9b4401',
  name: 'Glowing pattern',
  inputPos: [-220, 120],
  outputPos: [1080, 120],
  inputs: [
    { id: '8c1d7f30-52a6-4b8e-9d13-6a2f0e9b4411', name: 'seed', type: 'INT', hasWidget: true }
  ],
  outputs: [
    { id: '8c1d7f30-52a6-4b8e-9d13-6a2f0e9b4421', name: 'IMAGE', type: 'IMAGE', from: 'glow.IMAGE' }
  ],
  values: { seed: 0 },
  nodes: [
    {
      key: 'grow',
      id: 11,
      type: 'ReactionDiffusionSampler',
      pos: [20, 40],
      width: 320,
      picture: 330,
      links: { seed: 'in.seed' },
      values: { steps: 40, width: 384, height: 384, pattern: 'coral', palette: 'violet', control_after_generate: 'fixed' }
    },
    {
      key: 'soft',
      id: 12,
      type: 'ImageBlur',
      pos: [400, 40],
      links: { image: 'grow.IMAGE' },
      values: { blur_radius: 12, sigma: 0.8 }
    },
    {
      key: 'glow',
      id: 13,
      type: 'ImageBlend',
      pos: [730, 40],
      links: { image1: 'grow.IMAGE', image2: 'soft.IMAGE' },
      values: { blend_factor: 0.8, blend_mode: 'screen' }
    }
  ]
}

const subgraphTwice = {
  name: 'one-subgraph-twice',
  title: 'One subgraph, two seeds',
  description: 'A subgraph holds a sampler and a glow. It is used twice, and shows the progress of what runs inside.',
  id: '5f2a9c1e-7b44-4d0a-9a51-0c3de1f70105',
  subgraphs: { glow },
  nodes: [
    {
      key: 'seedA',
      id: 1,
      type: 'PrimitiveInt',
      title: 'Left seed',
      pos: [40, 40],
      values: { value: 101, control_after_generate: 'randomize' },
      color: NOTE_COLOURS
    },
    {
      key: 'seedB',
      id: 2,
      type: 'PrimitiveInt',
      title: 'Right seed',
      pos: [40, 440],
      values: { value: 202, control_after_generate: 'randomize' },
      color: NOTE_COLOURS
    },
    { key: 'left', id: 3, type: 'glow', title: 'Left pattern', pos: [370, 40], width: 300, picture: 260, links: { seed: 'seedA.INT' } },
    { key: 'right', id: 4, type: 'glow', title: 'Right pattern', pos: [370, 440], width: 300, picture: 260, links: { seed: 'seedB.INT' } },
    {
      key: 'stitch',
      id: 5,
      type: 'ImageStitch',
      pos: [730, 200],
      links: { image1: 'left.IMAGE', image2: 'right.IMAGE' },
      values: { direction: 'right', match_image_size: true, spacing_width: 8, spacing_color: 'black' }
    },
    {
      key: 'save',
      id: 6,
      type: 'SaveImage',
      pos: [1060, 140],
      width: 400,
      picture: 420,
      links: { images: 'stitch.IMAGE' },
      values: { filename_prefix: 'patterns/twins' }
    }
  ],
  result: '6'
}

const contactSheet = {
  name: 'a-batch-of-four',
  title: 'A batch of four',
  description: 'One sampler grows four pictures; one of them is picked, measured and doubled in size.',
  id: '5f2a9c1e-7b44-4d0a-9a51-0c3de1f70106',
  nodes: [
    {
      key: 'grow',
      id: 1,
      type: 'ReactionDiffusionSampler',
      pos: [40, 40],
      width: 320,
      picture: 330,
      values: sampler({ seed: 400, steps: 30, width: 256, height: 256, batch_size: 4, pattern: 'holes', palette: 'paper' })
    },
    {
      key: 'save',
      id: 2,
      type: 'SaveImage',
      title: 'All four',
      pos: [420, 40],
      width: 380,
      picture: 400,
      links: { images: 'grow.IMAGE' },
      values: { filename_prefix: 'patterns/holes' }
    },
    { key: 'pick', id: 3, type: 'ImageFromBatch', title: 'The third one', pos: [420, 560], links: { image: 'grow.IMAGE' }, values: { batch_index: 2, length: 1 } },
    {
      key: 'double',
      id: 4,
      type: 'ImageScaleBy',
      pos: [750, 560],
      links: { image: 'pick.IMAGE' },
      values: { upscale_method: 'lanczos', scale_by: 2 }
    },
    { key: 'show', id: 5, type: 'PreviewImage', pos: [1080, 40], width: 380, picture: 400, links: { images: 'double.IMAGE' } },
    { key: 'size', id: 6, type: 'GetImageSize', pos: [1080, 560], links: { image: 'double.IMAGE' } },
    { key: 'tell', id: 7, type: 'PreviewAny', title: 'Its width', pos: [1400, 560], picture: 80, links: { source: 'size.width' } }
  ],
  result: '2'
}

/** In the order in which they are offered; the first one opens on the first visit. */
export const SAMPLES = [growPattern, twoBranches, framePicture, growInShape, subgraphTwice, contactSheet]
