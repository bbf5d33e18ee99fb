# SPDX-License-Identifier: Apache-2.0
polc_fuzz(text SOURCES text.cpp LINKS polc::diagnostics)
polc_fuzz(value SOURCES value.cpp LINKS polc::value)
