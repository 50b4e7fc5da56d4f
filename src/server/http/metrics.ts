/** What Prometheus reads: the process, requests by route and status, the database pool. One registry per app. */
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Database } from "../db/database.ts";

export interface Metrics {
  readonly registry: Registry;
  observe(method: string, route: string, status: number, seconds: number): void;
}

export function openMetrics(database: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "manul_" });
  const requests = new Histogram({
    name: "manul_http_request_duration_seconds",
    help: "Time to answer a request, by route and status",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "manul_db_connections",
    help: "Connections of the database pool, by state",
    labelNames: ["state"] as const,
    registers: [registry],
    collect() {
      const { total, idle, waiting, max } = database.statistics();
      this.set({ state: "busy" }, total - idle);
      this.set({ state: "idle" }, idle);
      this.set({ state: "waiting" }, waiting);
      this.set({ state: "max" }, max);
    },
  });
  return {
    registry,
    observe: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
  };
}
