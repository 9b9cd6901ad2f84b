export interface Bar {
  /** What it stands for, whole: "Tue 14 Oct". */
  label: string;
  value: number;
  /** "12 appointments" */
  text: string;
  /** Under the axis; most bars have none. */
  tick?: string;
}

const HEIGHT = 120;
const WIDTH = 720;

/** Bars of equal width, drawn by the server. Whoever cannot see them reads the table that stands beside. */
export function BarChart({ title, bars }: { title: string; bars: Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = WIDTH / Math.max(1, bars.length);
  return (
    <svg className="bar-chart" viewBox={`0 -22 ${WIDTH} ${HEIGHT + 46}`} role="img" aria-label={title}>
      <line className="bar-chart-line" x1="0" x2={WIDTH} y1="0" y2="0" />
      <line className="bar-chart-line" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <text className="bar-chart-text" x="0" y="-4">{most}</text>
      {bars.map(({ label, value, text, tick }, n) => {
        const height = (value / most) * HEIGHT;
        return (
          <g key={label} className={tick ? "bar-chart-ticked" : undefined}>
            <rect className="bar-chart-bar" x={n * step + step * 0.12} width={step * 0.76} y={HEIGHT - height} height={height} rx={Math.min(2, step * 0.2)}><title>{`${label}: ${text}`}</title></rect>
            {tick && <text className="bar-chart-text" x={(n + 0.5) * step} y={HEIGHT + 18} textAnchor={n === 0 && step < 30 ? "start" : "middle"}>{tick}</text>}
          </g>
        );
      })}
      <line className="bar-chart-axis" x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  );
}
