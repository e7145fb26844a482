/** A publication time as `<time>`; `publishedAt` is `YYYY-MM-DD HH:MM` in Shanghai, lists show its day. */
export function PublishedTime({ publishedAt, exact = false }: { publishedAt: string; exact?: boolean }) {
  const [day, clock] = publishedAt.split(' ');
  return (
    <time className="date" dateTime={clock ? `${day}T${clock}:00+08:00` : day}>
      {exact ? publishedAt : day}
    </time>
  );
}
