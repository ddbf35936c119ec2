import type { InjectionKey } from 'vue'
import type { PictureCodec } from '@/services/mask/pictureCodec'

/** Where the mask editor finds another codec than the browser's. */
export const PICTURE_CODEC: InjectionKey<PictureCodec> = Symbol('pictureCodec')
