import type { JobResult } from '@/services/services'

/** A picture that looks like something, by name: coloured bands as an SVG address. */
export function pictureUrl(name: string): string {
  const seed = [...name].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7)
  const hue = seed % 360
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="768" viewBox="0 0 64 48">
<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1">
<stop offset="0" stop-color="hsl(${hue} 60% 62%)"/><stop offset="1" stop-color="hsl(${(hue + 50) % 360} 55% 30%)"/>
</linearGradient></defs><rect width="64" height="48" fill="url(#g)"/>
<circle cx="${12 + (seed % 40)}" cy="14" r="6" fill="hsl(${(hue + 30) % 360} 90% 86%)"/>
<path d="M0 36 L16 ${20 + (seed % 9)} L30 34 L44 ${18 + (seed % 13)} L64 38 V48 H0Z" fill="hsl(${(hue + 200) % 360} 30% 22%)"/>
<path d="M0 42 L22 32 L40 42 L64 34 V48 H0Z" fill="hsl(${(hue + 210) % 360} 34% 14%)"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** The same as bytes, for live previews. */
export function makePictureBlob(name: string): Blob {
  const svg = decodeURIComponent(pictureUrl(name).slice('data:image/svg+xml,'.length))
  return new Blob([svg], { type: 'image/svg+xml' })
}

export function sampleResults(): readonly JobResult[] {
  return Array.from({ length: 6 }, (_, index) => ({
    kind: 'images',
    file: { filename: `Portrait_0000${index + 1}_.png`, subfolder: '', type: 'output' },
    nodeTitle: 'Save Image'
  }))
}
