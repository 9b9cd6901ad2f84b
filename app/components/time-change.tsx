/** The old time struck beside the new one. */
export function TimeChange({ from, to }: { from: string; to: string }) {
  return (
    <dl className="time-change">
      <div>
        <dt>Until now</dt>
        <dd><s>{from}</s></dd>
      </div>
      <div className="time-change-new">
        <dt>New time</dt>
        <dd>{to}</dd>
      </div>
    </dl>
  );
}
