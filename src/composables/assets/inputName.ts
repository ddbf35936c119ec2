import type { OutputFile } from '@/domain/nodeOutput'

/** As a loading node names a file: those of other folders than the input's say where they are. */
export function getInputName(file: OutputFile): string {
  return file.type === 'input' ? getPath(file) : getMarkedName(file)
}

/** The same with the folder said in any case, as ComfyUI names what its mask editor saves. */
export function getMarkedName(file: OutputFile): string {
  return `${getPath(file)} [${file.type ?? 'output'}]`
}

function getPath({ filename, subfolder }: OutputFile): string {
  return subfolder ? `${subfolder}/${filename}` : filename
}
