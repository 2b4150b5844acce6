"""The map home: where can I go now?"""
