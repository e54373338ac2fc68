"""The methods that estimate how many are on no list, each with the models that it fits."""
