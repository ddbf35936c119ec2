import type { Component } from 'vue'
import IconText from '~icons/lucide/file-text'
import IconModel from '~icons/lucide/box'
import IconMask from '~icons/lucide/brush'
import IconSelect from '~icons/lucide/square-check'
import IconCopy from '~icons/lucide/copy'
import IconDownload from '~icons/lucide/download'
import IconOpen from '~icons/lucide/external-link'
import IconFile from '~icons/lucide/file'
import IconVideo from '~icons/lucide/film'
import IconImage from '~icons/lucide/image'
import IconView from '~icons/lucide/maximize-2'
import IconAudio from '~icons/lucide/music'
import IconAdd from '~icons/lucide/plus'
import IconWorkflow from '~icons/lucide/workflow'
import type { AssetKind } from '@/composables/assets/assetKind'
import type { AssetActions } from '@/composables/assets/useAssetActions'
import type { AssetSelection } from '@/composables/assets/useAssetSelection'
import type { Asset } from '@/composables/assets/useAssets'
import type { MenuEntry } from '@/composables/ui/useMenu'
import { t } from '@/i18n/translate'

export const KIND_ICONS: Readonly<Record<AssetKind, Component>> = {
  image: IconImage,
  video: IconVideo,
  audio: IconAudio,
  model3d: IconModel,
  text: IconText,
  other: IconFile
}

/** What can be done with one file. */
export function makeAssetMenu(
  asset: Asset,
  actions: AssetActions,
  selection: AssetSelection,
  view: () => void
): readonly MenuEntry[] {
  return [
    {
      label: t('assets.add'),
      icon: IconAdd,
      isDisabled: !actions.canAdd(asset),
      run: () => actions.addToGraph(asset, null)
    },
    { label: t('assets.view'), icon: IconView, run: view },
    {
      label: t('assets.openWorkflow'),
      icon: IconWorkflow,
      run: () => actions.openWorkflow(asset)
    },
    ...(asset.kind === 'image'
      ? [{ label: t('mask.open'), icon: IconMask, run: () => actions.editMask(asset) }]
      : []),
    'separator',
    { label: t('assets.select'), icon: IconSelect, run: () => selection.toggle(asset.file) },
    { label: t('assets.openTab'), icon: IconOpen, run: () => actions.openInNewTab(asset) },
    { label: t('common.download'), icon: IconDownload, run: () => actions.download(asset) },
    { label: t('assets.copyName'), icon: IconCopy, run: () => actions.copyName(asset) }
  ]
}
