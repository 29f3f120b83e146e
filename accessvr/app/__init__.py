"""The only place that knows everything: config, wiring, runtime, rehearsal, doctor."""
