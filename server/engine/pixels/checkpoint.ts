/** Called now and then from within long loops; throws when the prompt has been asked to stop. */
export type Checkpoint = () => void
