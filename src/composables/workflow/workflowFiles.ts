/** What a file dialog offers for opening: documents, and files that carry one. */
export const WORKFLOW_FILES = [
  '.json',
  'application/json',
  'image/*',
  'video/*',
  'audio/*',
  '.glb',
  '.safetensors',
  '.latent'
].join(',')
