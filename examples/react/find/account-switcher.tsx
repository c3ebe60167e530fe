import { useId } from 'react';
import { hrefOf } from '../place.ts';
import type { DemoAccount } from '../settings.ts';

interface Props {
  readonly accounts: readonly DemoAccount[];
  readonly account: string;
}

/** Whom the page acts for. A real frontend has no such choice: its token says it. */
export function AccountSwitcher({ accounts, account }: Props) {
  const id = useId();
  return (
    <div className="account">
      <label htmlFor={id}>Account</label>
      <select
        id={id}
        value={account}
        onChange={({ target }) => {
          location.hash = hrefOf(target.value);
        }}
      >
        {accounts.map(({ id: value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
