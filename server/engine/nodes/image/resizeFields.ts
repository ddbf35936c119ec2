import { combo, dynamicCombo, float, int, socket } from '../inputFields'
import { MAX_RESOLUTION } from '../limits'

const side = (tooltip: string) =>
  int({ tooltip, default: 512, min: 0, max: MAX_RESOLUTION, step: 1 })
const crop = () =>
  combo(['disabled', 'center'], {
    tooltip:
      "How to handle aspect ratio mismatch: 'disabled' stretches to fit, 'center' crops to maintain aspect ratio.",
    default: 'center'
  })

/** The ways of resizing, each with what it asks for. */
export const resizeType = dynamicCombo(
  'Select how to resize: by exact dimensions, scale factor, matching another image, etc.',
  [
    {
      key: 'scale dimensions',
      inputs: {
        width: side(
          'Target width in pixels. Set to 0 to auto-calculate from height while preserving aspect ratio.'
        ),
        height: side(
          'Target height in pixels. Set to 0 to auto-calculate from width while preserving aspect ratio.'
        ),
        crop: crop()
      }
    },
    {
      key: 'scale by multiplier',
      inputs: {
        multiplier: float({
          tooltip: 'Scale factor (e.g., 2.0 doubles size, 0.5 halves size).',
          default: 1,
          min: 0.01,
          max: 8,
          step: 0.01
        })
      }
    },
    {
      key: 'scale longer dimension',
      inputs: {
        longer_size: side(
          'The longer edge will be resized to this value. Aspect ratio is preserved.'
        )
      }
    },
    {
      key: 'scale shorter dimension',
      inputs: {
        shorter_size: side(
          'The shorter edge will be resized to this value. Aspect ratio is preserved.'
        )
      }
    },
    {
      key: 'scale width',
      inputs: {
        width: side('Target width in pixels. Height auto-adjusts to preserve aspect ratio.')
      }
    },
    {
      key: 'scale height',
      inputs: {
        height: side('Target height in pixels. Width auto-adjusts to preserve aspect ratio.')
      }
    },
    {
      key: 'scale total pixels',
      inputs: {
        megapixels: float({
          tooltip: 'Target total megapixels (e.g., 1.0 ≈ 1024×1024). Aspect ratio is preserved.',
          default: 1,
          min: 0.01,
          max: 16,
          step: 0.01
        })
      }
    },
    {
      key: 'match size',
      inputs: {
        match: socket('IMAGE,MASK', {
          tooltip: 'Resize input to match the dimensions of this reference image or mask.'
        }),
        crop: crop()
      }
    },
    {
      key: 'scale to multiple',
      inputs: {
        multiple: int({
          tooltip:
            'Resize so width and height are divisible by this number. Useful for latent alignment (e.g., 8 or 64).',
          default: 8,
          min: 1,
          max: MAX_RESOLUTION,
          step: 1
        })
      }
    }
  ]
)
