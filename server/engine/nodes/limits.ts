/** ComfyUI's largest side of a picture, in pixels. */
export const MAX_RESOLUTION = 16_384
