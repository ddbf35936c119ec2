import { BatchImagesNode, ImageBatch, ImageFromBatch, RepeatImageBatch } from './image/batch'
import { ImageBlend } from './image/blend'
import { ImageInvert } from './image/colour'
import { ImageCompositeMasked } from './image/composite'
import { EmptyImage } from './image/emptyImage'
import { ImageBlur, ImageSharpen } from './image/filters'
import { GetImageSize, ImageCrop, ImageFlip, ImageRotate } from './image/geometry'
import { LoadImage, LoadImageMask, LoadImageOutput } from './image/loadImage'
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
import { JoinImageWithAlpha, SplitImageWithAlpha } from './image/alpha'
import { ImageCropV2 } from './image/cropRegion'
import { Canny, Morphology } from './image/morphology'
import { ImageAddNoise } from './image/noise'
import { ImagePadForOutpaint } from './image/outpaint'
import { PorterDuffImageComposite } from './image/porterDuff'
import { ImageQuantize } from './image/quantize'
import { RebatchImages } from './image/rebatch'
import { SaveAnimatedPNG, SaveAnimatedWEBP } from './image/saveAnimated'
import {
  ImageScaleToMaxDimension,
  ImageScaleToTotalPixels,
  ResizeAndPadImage
} from './image/scaleTo'
import { ImageStitch } from './image/stitch'
import { ImageRGBToYUV, ImageYUVToRGB } from './image/yuv'
import { ImageColorToMask, MaskComposite } from './mask/combine'
import { MaskPreview } from './mask/maskPreview'
import { CropMask, FeatherMask, GrowMask } from './mask/maskShapes'
import { ResizeImageMaskNode } from './image/resizeMask'
import { CreateList } from './primitive/lists'
import { ComfyMathExpression } from './primitive/maths'
import { ColorToRGBInt, CustomCombo, ResolutionSelector } from './primitive/pickers'
import { JsonExtractString } from './text/json'
import { RegexExtract, RegexMatch, RegexReplace } from './text/regex'
import {
  CaseConverter,
  StringCompare,
  StringContains,
  StringLength,
  StringReplace,
  StringSubstring,
  StringTrim
} from './text/strings'

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
  LoadImageOutput,
  BatchImagesNode,
  ResizeImageMaskNode,
  CreateList,
  ComfyMathExpression,
  JoinImageWithAlpha,
  SplitImageWithAlpha,
  ImageCropV2,
  Canny,
  Morphology,
  ImageAddNoise,
  ImagePadForOutpaint,
  PorterDuffImageComposite,
  ImageQuantize,
  RebatchImages,
  SaveAnimatedPNG,
  SaveAnimatedWEBP,
  ImageScaleToMaxDimension,
  ImageScaleToTotalPixels,
  ResizeAndPadImage,
  ImageStitch,
  ImageRGBToYUV,
  ImageYUVToRGB,
  ImageColorToMask,
  MaskComposite,
  MaskPreview,
  CropMask,
  FeatherMask,
  GrowMask,
  ColorToRGBInt,
  CustomCombo,
  ResolutionSelector,
  JsonExtractString,
  RegexExtract,
  RegexMatch,
  RegexReplace,
  CaseConverter,
  StringCompare,
  StringContains,
  StringLength,
  StringReplace,
  StringSubstring,
  StringTrim,
  ReactionDiffusionSampler,
  CloudNoiseImage
]
