/** Documents whose prompt is ours and not the official frontend's, on purpose, with the nodes it is about. */
export const DIFFERENT: Readonly<
  Record<string, { readonly why: string; readonly nodes: readonly string[] }>
> = {
  own_duplicate_node_ids: {
    why: 'both nodes with one id run, each under its own',
    nodes: ['1', '3']
  },
  own_link_only_in_slots: {
    why: 'a link that both slots name is restored instead of failing',
    nodes: ['1', '2']
  },
  templates_graphic_design_recomposer: {
    why: 'a promoted primitive feeds the inputs it fed, not the ones beside them',
    nodes: ['143:157']
  }
}

const RECORDER = 'the official frontend keeps a second, empty value for a recorder'

/** Documents that are saved otherwise than by the official frontend, on purpose. */
export const SAVED_OTHERWISE: Readonly<Record<string, string>> = {
  own_duplicate_node_ids: 'the second node gets an id of its own',
  own_group_node_slash: 'the subgraph that a group node becomes has a new id each time',
  templates_graphic_design_recomposer: 'see above',
  api_elevenLabs_speech_to_text: RECORDER,
  api_elevenlabs_speech_to_speech: RECORDER,
  api_sync_so_lip_sync_video: RECORDER,
  image_qwen_Image_2512: 'a link into an input that names another goes'
}
