// Builds what Prometheus reads: families of numbers with their labels. Internal to metrics.cpp.
#pragma once

#include <prometheus/metric_family.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/base/timing.hpp"

namespace kerege::app {

class Families {
public:
    using Labels = std::initializer_list<std::pair<const char*, std::string_view>>;

    // A number that only grows; one that goes up and down; and a histogram in seconds. The help of
    // a family is that of its first number.
    void counter(const char* name, const char* help, double value, Labels labels = {});
    void gauge(const char* name, const char* help, double value, Labels labels = {});
    void histogram(const char* name, const char* help, const Timing::Counts& counts,
                   Labels labels = {});

    // In the text format of Prometheus, version 0.0.4.
    std::string text() const;

private:
    prometheus::ClientMetric& add(const char* name, const char* help, prometheus::MetricType type,
                                  Labels labels);

    std::vector<prometheus::MetricFamily> families_;
};

}  // namespace kerege::app
