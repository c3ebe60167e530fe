/** Reads and writes are told apart by word, not by colour alone. */
export function KindBadge({ kind }: { readonly kind: 'READ' | 'WRITE' }) {
  return <span className={`badge badge-${kind.toLowerCase()}`}>{kind === 'READ' ? 'Read' : 'Write'}</span>;
}
