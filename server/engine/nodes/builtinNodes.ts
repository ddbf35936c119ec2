import { ImageBatch, ImageFromBatch, RepeatImageBatch } from './image/batch'
import { ImageBlend } from './image/blend'
import { ImageInvert } from './image/colour'
import { ImageCompositeMasked } from './image/composite'
import { EmptyImage } from './image/emptyImage'
import { ImageBlur, ImageSharpen } from './image/filters'
import { GetImageSize, ImageCrop, ImageFlip, ImageRotate } from './image/geometry'
import { LoadImage, LoadImageMask } from './image/loadImage'
import { PreviewImage, SaveImage, SaveImageWebsocket } from './image/saveImage'
import { ImageScale, ImageScaleBy } from './image/scale'
import { ImageToMask, InvertMask, MaskToImage, SolidMask, ThresholdMask } from './mask/masks'
import type { NodeType } from './nodeType'
import { CloudNoiseImage } from './parallel/cloudNoise'
import { ReactionDiffusionSampler } from './parallel/reactionDiffusionSampler'
import {
  PrimitiveBoolean,
  PrimitiveFloat,
  PrimitiveInt,
  PrimitiveString,
  PrimitiveStringMultiline
} from './primitive/primitives'
import { ComfySwitchNode } from './primitive/switch'
import { PreviewAny, StringConcatenate } from './text/text'

/** The nodes that the engine brings along. */
export const BUILTIN_NODES: readonly NodeType[] = [
  LoadImage,
  LoadImageMask,
  SaveImage,
  PreviewImage,
  SaveImageWebsocket,
  EmptyImage,
  ImageScale,
  ImageScaleBy,
  ImageInvert,
  ImageBlur,
  ImageSharpen,
  ImageBlend,
  ImageCrop,
  ImageFlip,
  ImageRotate,
  GetImageSize,
  ImageBatch,
  RepeatImageBatch,
  ImageFromBatch,
  ImageCompositeMasked,
  SolidMask,
  InvertMask,
  ThresholdMask,
  MaskToImage,
  ImageToMask,
  PrimitiveInt,
  PrimitiveFloat,
  PrimitiveString,
  PrimitiveStringMultiline,
  PrimitiveBoolean,
  ComfySwitchNode,
  StringConcatenate,
  PreviewAny,
  ReactionDiffusionSampler,
  CloudNoiseImage
]
