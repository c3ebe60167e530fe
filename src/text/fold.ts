/** A name without what nobody types: case, curly apostrophes, spacing. Two names that fold alike are taken for one. */
export function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll('’', "'").replaceAll(/\s+/g, ' ').trim();
}
