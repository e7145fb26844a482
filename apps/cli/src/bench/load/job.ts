/** What the load generator is asked to do, and what it found. */
export interface Job {
  port: number;
  /** Whole requests as they go over the line; sent in turn. */
  requests: string[];
  connections: number;
  seconds: number;
  /** Requests a second, whatever the answers take; as many as get through when left out. */
  rate?: number;
}

export interface Load {
  answers: number;
  /** Answers that were not 200. */
  refused: number;
  seconds: number;
  bytes: number;
  /** Milliseconds; with a rate, from the moment a request was due. */
  p50: number;
  p99: number;
}

/** One answer of the server to compare with. */
export interface Canned {
  headers: string[];
  /** Base64. */
  body: string;
}
