"""What an archive costs to keep up to date, and how well it knows an article again.

python -m bench.archive [again] [memory] [copies]
"""
