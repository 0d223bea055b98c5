// Reads the text format of Prometheus as strictly as its own reader: every line is what it may be, every
// sample belongs to the family announced above it, histograms add up.
import assert from 'node:assert/strict';

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\n]|\\\\["\\\\n])*"';
const sample = new RegExp(`^(${name})(?:\\{((?:${label}(?:,${label})*)?,?)\\})? ([-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf|NaN))$`);

export class Numbers {
    constructor(text) {
        assert.ok(text.endsWith('\n'), 'ends with a line');
        this.samples = [];
        this.types = new Map();
        let family;
        const helped = new Set();
        for (const line of text.trimEnd().split('\n')) {
            const help = line.match(new RegExp(`^# HELP (${name}) .+$`));
            const type = line.match(new RegExp(`^# TYPE (${name}) (counter|gauge|histogram)$`));
            if (help) {
                assert.ok(!helped.has(help[1]), `told once: ${line}`);
                helped.add(help[1]);
            } else if (type) {
                assert.ok(!this.types.has(type[1]), `one family each: ${line}`);
                this.types.set(type[1], type[2]);
                family = type[1];
            } else {
                const found = line.match(sample);
                assert.ok(found, `a sample: ${line}`);
                const suffix = this.types.get(family) === 'histogram' ? '(_bucket|_sum|_count)' : '';
                assert.match(found[1], new RegExp(`^${family}${suffix}$`), `within its family: ${line}`);
                const labels = Object.fromEntries([...(found[2] ?? '').matchAll(/([a-zA-Z0-9_]+)="((?:[^"\\]|\\.)*)"/g)].map((one) => [one[1], one[2]]));
                const key = found[1] + JSON.stringify(Object.entries(labels).sort());
                assert.ok(!this.samples.some((one) => one.key === key), `told once: ${line}`);
                this.samples.push({key, name: found[1], labels, value: found[3] === '+Inf' ? Infinity : Number(found[3])});
            }
        }
        for (const [family, type] of this.types) {
            assert.ok(helped.has(family), `${family} says what it is`);
            if (type === 'counter') assert.match(family, /_total$/, family);
            if (type === 'histogram') this.#addsUp(family);
        }
    }

    #addsUp(family) {
        for (const total of this.samples.filter((one) => one.name === `${family}_count`)) {
            const buckets = this.samples.filter((one) => one.name === `${family}_bucket` && Object.entries(total.labels).every(([key, value]) => one.labels[key] === value));
            let before = 0;
            for (const bucket of buckets) {
                assert.ok(bucket.value >= before, `${family} grows with its bounds`);
                before = bucket.value;
            }
            assert.equal(buckets.at(-1)?.labels.le, '+Inf', family);
            assert.equal(buckets.at(-1).value, total.value, family);
        }
    }

    // Of the samples with these labels, together; undefined: there is none.
    of(wanted, labels = {}) {
        const found = this.samples.filter((one) => one.name === wanted && Object.entries(labels).every(([key, value]) => one.labels[key] === value));
        return found.length ? found.reduce((sum, one) => sum + one.value, 0) : undefined;
    }
}
