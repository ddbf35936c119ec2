import { randomUUID } from 'node:crypto'

type Prompt = Readonly<Record<string, { class_type: string; inputs: Record<string, unknown> }>>

/** Submits a prompt as any HTTP client does. @throws when the server doesn't take it */
export async function submitPrompt(
  url: string,
  prompt: Prompt,
  clientId: string = randomUUID()
): Promise<string> {
  const response = await fetch(`${url}/api/prompt`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt, client_id: clientId })
  })
  const answer = (await response.json()) as { prompt_id?: string }
  if (!answer.prompt_id) throw new Error(`The server refused a prompt: ${JSON.stringify(answer)}`)
  return answer.prompt_id
}

/** Prompts that the server has not finished. */
export async function countUnfinished(url: string): Promise<number> {
  const answer = (await (await fetch(`${url}/api/prompt`)).json()) as {
    exec_info: { queue_remaining: number }
  }
  return answer.exec_info.queue_remaining
}

/** A job that computes from its first step to its last; no two are the same, so that nothing is cached. */
export function makeSampling(seed: number, steps: number, size = 256): Prompt {
  return {
    1: {
      class_type: 'ReactionDiffusionSampler',
      inputs: {
        seed,
        steps,
        width: size,
        height: size,
        batch_size: 1,
        pattern: 'coral',
        palette: 'deep sea'
      }
    },
    2: { class_type: 'PreviewImage', inputs: { images: ['1', 0] } }
  }
}
