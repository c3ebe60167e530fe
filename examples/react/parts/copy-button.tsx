import { useEffect, useState } from 'react';

interface Props {
  readonly text: string;
  /** What is copied, for people who do not see what it stands beside. */
  readonly what: string;
  /** @default 'Copy' */
  readonly label?: string;
}

export function CopyButton({ text, what, label = 'Copy' }: Props) {
  const [said, setSaid] = useState<string>();

  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), 1500);
    return () => clearTimeout(timer);
  }, [said]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      setSaid('Not allowed');
    }
  };

  return (
    <button type="button" className="button button-small" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      <span role="status">{said ?? label}</span>
    </button>
  );
}
