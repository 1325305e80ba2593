/** The encoder's files are not what they should be. */
export class EncoderRefused extends Error {
  override readonly name = 'EncoderRefused';
}
