module judge/scorecard-test

go 1.26.3

require github.com/operator-framework/operator-sdk v1.42.3
