#include "host/src/app/metrics_families.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <limits>

namespace kerege::app {

using prometheus::MetricType;

prometheus::ClientMetric& Families::add(const char* name, const char* help, MetricType type,
                                        Labels labels) {
    auto family = std::find_if(families_.begin(), families_.end(),
                               [&](const auto& one) { return one.name == name; });
    if (family == families_.end()) {
        families_.push_back({name, help, type, {}});
        family = std::prev(families_.end());
    }
    auto& metric = family->metric.emplace_back();
    for (const auto& [label, value] : labels) metric.label.push_back({label, std::string(value)});
    return metric;
}

void Families::counter(const char* name, const char* help, double value, Labels labels) {
    add(name, help, MetricType::Counter, labels).counter.value = value;
}

void Families::gauge(const char* name, const char* help, double value, Labels labels) {
    add(name, help, MetricType::Gauge, labels).gauge.value = value;
}

void Families::histogram(const char* name, const char* help, const Timing::Counts& counts,
                         Labels labels) {
    constexpr double us_per_s = 1e6;
    auto& histogram = add(name, help, MetricType::Histogram, labels).histogram;
    for (size_t i = 0; i < counts.within.size(); ++i) {
        histogram.sample_count += counts.within[i];
        const double bound = i < Timing::kBounds.size()
                                 ? static_cast<double>(Timing::kBounds[i]) / us_per_s
                                 : std::numeric_limits<double>::infinity();
        histogram.bucket.push_back({histogram.sample_count, bound});
    }
    histogram.sample_sum = static_cast<double>(counts.sum_us) / us_per_s;
}

std::string Families::text() const { return prometheus::TextSerializer().Serialize(families_); }

}  // namespace kerege::app
